"""How the demo's content becomes pages, pictures and people, through the same interfaces that editors use."""
