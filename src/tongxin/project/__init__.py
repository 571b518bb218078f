"""Settings, routes and the command line: the only place that knows every wing."""
