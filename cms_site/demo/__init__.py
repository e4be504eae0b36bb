"""The demo: the network's own story as a site that can be tried at once.

Words and pictures are the project's own. The network's history of 2016 and 2017 is real; what the sources do not say,
and everything after, is made up and marked as such. All people are made up, all addresses end in ``.example``.
"""
