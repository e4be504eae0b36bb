"""Settings: `base` for all, `demo` for a machine of one's own, `production` for a server."""
