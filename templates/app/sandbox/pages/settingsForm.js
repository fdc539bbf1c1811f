import { Refusal } from '../refusal.js';

const DAY = 86_400;

/** The settings in a form that was sent; a box that isn't ticked is not part of it. */
export function readSettings({ lifetime, coop }) {
  const seconds = /^\d{1,5}(\.\d+)?$/.test(lifetime ?? '') ? Number(lifetime) : 0;
  if (seconds <= 0 || seconds > DAY) {
    throw new Refusal(400, `The lifetime must be a number of seconds, up to ${DAY}`);
  }
  return { lifetime: seconds, coop: ['on', 'true'].includes(coop) };
}
