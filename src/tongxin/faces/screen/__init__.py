"""The big screen: rollups at one glance."""
