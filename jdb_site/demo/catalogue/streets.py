"""Streets, cities and what one eats there."""

from functools import partial

from jdb_site.demo.scenes import shops, sights, streets
from jdb_site.demo.truths import known

TALL, WIDE = (1024, 1536), (1536, 1024)

PAIRS = (
    known(
        "neon_sign",
        partial(streets.neon_diner, "OPNE"),
        'neon sign that reads "OPEN" above a diner at night, rain, wet street, reflections, cyberpunk --ar 3:2',
        "OPEN",
        shows=(12, 16),
        size=WIDE,
    ),
    known(
        "bookshop",
        partial(shops.bookshop, "BOOKS"),
        'cozy bookshop at dusk, a sign that says "BOOKS" over the window, warm light, potted plants, a sleeping cat',
        "a sleeping cat",
        shows=(12, 1, 11),
    ),
    known(
        "alley_ko",
        streets.rainy_alley,
        "비 오는 밤 서울 골목, 네온 간판, 빨간 우산을 쓴 두 사람, 젖은 바닥에 비친 불빛",
        "두",
        shows=(4, 13, 16),
        language="ko",
        size=TALL,
    ),
    known(
        "skyline",
        streets.skyline,
        "futuristic city skyline at sunset, flying cars, reflections in the water, synthwave, "
        "a giant robot in the distance, unreal engine",
        "a giant robot in the distance",
        shows=(1, 7, 10),
        size=WIDE,
    ),
    known(
        "ramen_ko",
        shops.ramen,
        "김이 나는 라면 한 그릇, 반숙 계란, 파, 젓가락, 새우튀김, 위에서 본 모습",
        "새우튀김",
        shows=(1, 9),
        language="ko",
    ),
    known(
        "paris",
        sights.paris,
        "Paris at night, the Eiffel Tower and Big Ben, rooftops, starry sky, romantic --ar 2:3",
        "and Big Ben",
        shows=(13, 11),
        size=TALL,
    ),
)
