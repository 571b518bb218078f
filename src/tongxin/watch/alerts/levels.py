from django.db.models import TextChoices


class Level(TextChoices):
    """预警等级. Colours for labour events are by analogy with 突发事件应对法, which does not cover them."""

    RED = "red", "红色"
    ORANGE = "orange", "橙色"
    YELLOW = "yellow", "黄色"
    BLUE = "blue", "蓝色"


ASCENDING = ("blue", "yellow", "orange", "red")  # for lists: their letters say nothing of it
RANK = {Level.RED: 4, Level.ORANGE: 3, Level.YELLOW: 2, Level.BLUE: 1}
