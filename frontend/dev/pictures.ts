/** Plain scenes, drawn by code: land, light and a few shapes, different for each slot. */

const SKIES = ["#f3d9b1", "#bcd6e6", "#2b3252", "#e8b7a6", "#d6e2d0"];
const LANDS = ["#6c8f5e", "#3f6b78", "#8a7a5c", "#51624a", "#b08d6a"];

export function drawn(slot: number): string {
  const pick = <Item>(items: readonly Item[], salt: number) => items[(slot * 7 + salt * 3) % items.length];
  const sun = { x: 200 + ((slot * 173) % 800), y: 140 + ((slot * 61) % 180) };
  const birds = Array.from({ length: slot % 4 }, (_, at) => bird(250 + at * 190, 220 + ((at * 83) % 120)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
<rect width="1200" height="900" fill="${pick(SKIES, 1)}"/>
<circle cx="${sun.x}" cy="${sun.y}" r="70" fill="#f4c95d"/>
<path d="M0 640 C300 460 520 700 760 560 S1100 600 1200 520 V900 H0Z" fill="${pick(LANDS, 2)}"/>
<path d="M0 760 C260 680 640 840 1200 700 V900 H0Z" fill="${pick(LANDS, 3)}"/>
<g transform="translate(${420 + ((slot * 97) % 300)} 470)">
<rect width="180" height="140" fill="#a8483a"/><path d="M-20 0 L90 -90 L200 0Z" fill="#5b3a31"/>
<rect x="70" y="60" width="44" height="80" fill="#f0e2c4"/></g>
${birds.join("")}</svg>`;
}

function bird(x: number, y: number): string {
  return `<path d="M${x} ${y} q18 -18 36 0 q18 -18 36 0" fill="none" stroke="#33302c" stroke-width="6"/>`;
}
