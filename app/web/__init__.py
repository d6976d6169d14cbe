"""Pages, HTTP API and socket: thin, and without training code."""
