"""When the ledger is brought up to date."""


def connect() -> None:
    """Connect the receivers. Called once, when the app is ready."""
