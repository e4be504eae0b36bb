"""Who takes part in the network, and from when to when.

The numbers of 2016 are the network's own: 74 municipalities in October, 76 at the end of the year. Which ones they
were, beyond the hosts, the sources do not say: that is made up, and so is everything after.
"""

from datetime import date

FOUNDED = date(2016, 9, 1)

# The first day of each that was not in from the beginning. What is not named here was.
LATER = {
    "Gribskov": date(2016, 10, 3),
    "Halsnæs": date(2016, 10, 3),
    "Nyborg": date(2016, 10, 10),
    "Rebild": date(2016, 10, 17),
    # October 2016: 74.
    "Tårnby": date(2016, 11, 7),
    "Jammerbugt": date(2016, 12, 5),
    # The end of 2016: 76.
    "Rødovre": date(2017, 1, 1),
    "Billund": date(2017, 1, 1),
    "Allerød": date(2018, 1, 1),
    "Odsherred": date(2018, 1, 1),
    "Tønder": date(2018, 1, 1),
    "Lejre": date(2019, 1, 1),
    "Struer": date(2020, 1, 1),
    "Bornholm": date(2021, 1, 1),
    "Morsø": date(2021, 1, 1),
    "Kerteminde": date(2023, 1, 1),
    "Solrød": date(2023, 1, 1),
    "Lemvig": date(2025, 1, 1),
}
NEVER = ("Dragør", "Vallensbæk", "Ishøj", "Hørsholm", "Langeland", "Ærø", "Fanø", "Læsø", "Samsø", "Stevns")
# The last day of those who left, and the first of those who came back.
LEFT: dict[str, tuple[date, date | None]] = {
    "Faaborg-Midtfyn": (date(2018, 12, 31), date(2024, 1, 1)),
    "Glostrup": (date(2019, 12, 31), date(2022, 1, 1)),
    "Norddjurs": (date(2020, 12, 31), None),
}
