"""Acts of named people in a real browser, against a small demonstration city with its own web server and worker.

They need Debian's chromium; where it is missing they skip, and fail if TONGXIN_BROWSER_REQUIRED=1.
A failed test leaves its pages as screenshots in TONGXIN_BROWSER_SHOTS, if that is set.
"""
