/** Prompts of the development server: language and text. */
export const PROMPTS: readonly (readonly [language: string, prompt: string])[] = [
  ["en", "a red house on a green hill, two birds, a yellow sun, octane render, 8k --ar 4:3"],
  ["en", "three sailing boats with white sails on a calm blue sea, a lighthouse, seagulls, sunset --ar 4:3"],
  ["en", "a black cat asleep on a wooden table"],
  ["ko", "붉은 한복을 입은 소녀, 벚꽃 나무, 파란 하늘, 4k --ar 4:3"],
  ["zh", "水墨画，山水，一只小船在湖上，月亮，樱花树下 --niji 5"],
  ["en", "electric guitar::3 floating ice crystals::1 bioluminescent fish::2 --s 600"],
  [
    "en",
    'cinematic still, (shallow depth of field), "OPEN" neon sign, rain, wet street, a taxi, reflections, night, steam, umbrellas, artstation',
  ],
  ["ar", "مدينة مستقبلية، ليل، قمر فوق البحر، قارب أحمر"],
  [
    "en",
    "a bowl of apples and bananas on a striped cloth, a glass of water, soft morning light from a window, a knife, oil painting",
  ],
  ["en", "a girl in a field. She holds a lantern. Dusk, fireflies, a winding path, a far castle"],
  ["en", "two warriors — one red, one blue — fighting, dust, banners"],
  ["en", "a train crossing a stone bridge over a river, pine forest, snow, smoke, evening light, masterpiece"],
];
