"""The shares behind the pair weights: level → (m, u), of the pairs of one matter and of the pairs of two.

Counted by `python -m tongxin.watch.incidents.fitting` on 19,342 pairs of one matter and 79,147 of two that share
a key, of 40 simulated worlds (seeds 1000–1039) as the reader reads them; a half is added to every count, and levels
that would weigh more than a nearer one are pooled with it. What is unknown is counted nowhere. No real report
stands behind these figures: they are to be counted anew on joins and splits that officers have confirmed.
"""

Table = dict[str, dict[str, tuple[float, float]]]

# Stated, not counted, in bits. How many matters lie side by side depends on the city, not on the pair.
PRIOR = -1.0  # a report with an incident that shares a key with it
NAMELESS = -2.0  # one of the two names no employer: in one street there are many
EMPLOYER: Table = {
    "employer": {
        "same": (0.413, 0.00882),
        "name": (0.413, 0.00882),
        "part": (0.0462, 0.0014),
        "brand": (0.0517, 0.00252),
        "told": (0.0517, 0.00252),
        "alike": (0.00564, 0.018),
        "differs": (0.019, 0.665),
        "other": (3.22e-05, 0.293),
    },
}
# The other fields, where the employer agrees …
AT_ONE_EMPLOYER: Table = {
    "category": {
        "same": (0.961, 0.163),
        "other": (0.0392, 0.837),
    },
    "place": {
        "street": (0.565, 0.458),
        "district": (0.21, 0.23),
        "other_street": (0.21, 0.23),
        "other": (0.0141, 0.0815),
    },
    "amount": {
        "equal": (0.712, 0.00444),
        "close": (0.142, 0.12),
        "other": (0.146, 0.876),
    },
    "persons": {
        "equal": (0.8, 0.092),
        "close": (0.0206, 0.00613),
        "other": (0.18, 0.902),
    },
    "months": {
        "equal": (0.705, 0.0476),
        "close": (0.2, 0.333),
        "other": (0.0948, 0.619),
    },
    "gap": {
        "1": (0.209, 0.159),
        "3": (0.209, 0.159),
        "7": (0.209, 0.159),
        "14": (0.209, 0.159),
        "30": (0.128, 0.225),
        "60": (0.038, 0.139),
    },
    "text": {
        "0.8": (0.113, 0.000345),
        "0.5": (0.04, 0.000345),
        "0.3": (0.0248, 0.00103),
        "0.15": (0.156, 0.0749),
        "0.05": (0.406, 0.432),
        "0": (0.261, 0.492),
    },
}
# … and where it does not, or is unknown.
ELSEWHERE: Table = {
    "category": {
        "same": (0.995, 0.836),
        "other": (0.00509, 0.164),
    },
    "place": {
        "street": (0.52, 0.0843),
        "district": (0.443, 0.367),
        "other_street": (0.0354, 0.387),
        "other": (0.00109, 0.162),
    },
    "amount": {
        "equal": (0.665, 0.0146),
        "close": (0.15, 0.0525),
        "other": (0.183, 0.933),
    },
    "persons": {
        "equal": (0.769, 0.218),
        "close": (0.0187, 0.0111),
        "other": (0.211, 0.771),
    },
    "months": {
        "equal": (0.647, 0.117),
        "close": (0.204, 0.177),
        "other": (0.147, 0.705),
    },
    "gap": {
        "1": (0.13, 0.0234),
        "3": (0.2, 0.0451),
        "7": (0.283, 0.0872),
        "14": (0.227, 0.129),
        "30": (0.115, 0.266),
        "60": (0.0448, 0.449),
    },
    "text": {
        "0.8": (0.0697, 6.43e-06),
        "0.5": (0.0342, 6.43e-06),
        "0.3": (0.0134, 0.000405),
        "0.15": (0.0929, 0.012),
        "0.05": (0.31, 0.177),
        "0": (0.48, 0.811),
    },
}
