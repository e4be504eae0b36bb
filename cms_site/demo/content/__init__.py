"""What the demo says: its texts, in Danish, with nothing about how they are stored."""
