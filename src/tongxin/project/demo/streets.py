"""Districts and streets of the demonstration city, from the one register of places."""

from tongxin.ground.places.register import HANGZHOU, register

DISTRICTS: dict[str, str] = {
    place.code: place.name
    for place in register().values()
    if place.level == "district" and place.parent == HANGZHOU
}
STREETS: dict[str, list[tuple[str, str]]] = {
    district: [(place.code, place.name) for place in register().values() if place.parent == district]
    for district in DISTRICTS
}
