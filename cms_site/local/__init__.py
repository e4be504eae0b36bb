"""Runs the site on one machine: its port, its preparation, and the processes that it consists of."""
