"""Tongxin (同心 · 数智工会平台): a trade-union platform around labour-relations early warning."""

__version__ = "0.1.0"
