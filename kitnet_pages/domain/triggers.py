"""What follows by itself when pages are saved."""


def connect() -> None:
    """Connect the receivers. Called once, when the app is ready."""
