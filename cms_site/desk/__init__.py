"""The editors' desk in Danish: what Wagtail's own translation leaves in English.

An app of its own, so that its words stand behind those of the network's apps: what the two have in common, they say.
The desk's scripts find their words in cms_site/locale.
"""
