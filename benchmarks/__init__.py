"""How fast the calendar feeds are: ``make bench``. Ratios within one run, so that any machine may say them."""
