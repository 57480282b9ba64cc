/** How long to wait after so many rejections in a row, in milliseconds. */
export type Pause = (rejections: number) => number;

const FIRST = 100;
const LONGEST = 30_000;

/** 0.1 s, doubled at every rejection up to 30 s; each between a half and the whole of that. `random` gives 0 to 1. */
export const growingPause =
  (random: () => number): Pause =>
  (rejections) => {
    const whole = Math.min(LONGEST, FIRST * 2 ** Math.min(rejections - 1, 20));
    return whole * (0.5 + random() / 2);
  };
