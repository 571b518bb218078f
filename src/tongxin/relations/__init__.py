"""Collective bargaining, workers' congresses, social responsibility and the harmony index."""
