"""From the command line to a running web server."""
