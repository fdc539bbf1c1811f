import { Refusal } from '../refusal.js';

const DAY = 86_400;

/** Reads the settings from a submitted form, which omits unchecked boxes. */
export function readSettings({ lifetime, coop }) {
  const seconds = /^\d{1,5}(\.\d+)?$/.test(lifetime ?? '') ? Number(lifetime) : 0;
  if (seconds <= 0 || seconds > DAY) {
    throw new Refusal(400, `The lifetime must be a number of seconds, up to ${DAY}`);
  }
  return { lifetime: seconds, coop: ['on', 'true'].includes(coop) };
}
