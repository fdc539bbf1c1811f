/**
 * Waits for the answer to one login. It comes through a channel between windows of this origin, which,
 * unlike window.opener, works when CARTO's pages cut the tie to the window that opened them (COOP).
 */
export function waitForAnswer(state, signal) {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(state);
    channel.onmessage = ({ data }) => {
      // Nothing else in an answer is looked at before its state, in errors neither.
      if (!hasState(data, state)) return;
      // So that the callback page closes itself, and each state serves once.
      channel.postMessage('received');
      channel.close();
      resolve(data);
    };
    signal.addEventListener('abort', () => {
      channel.close();
      reject(signal.reason);
    });
  });
}

function hasState(data, state) {
  if (typeof data !== 'string') return false;
  const states = new URLSearchParams(data).getAll('state');
  return states.length === 1 && states[0] === state;
}
