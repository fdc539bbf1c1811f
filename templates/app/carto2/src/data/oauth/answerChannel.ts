/**
 * Waits for the answer to one login. It arrives on a channel between windows of this origin, which,
 * unlike window.opener, also works if CARTO's pages isolate themselves from their opener (COOP).
 */
export function waitForAnswer(state: string, signal: AbortSignal) {
  return new Promise<string>((resolve, reject) => {
    const channel = new BroadcastChannel(state);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      // Verify the state before anything else in an answer, even in an error.
      if (!hasState(data, state)) return;
      // The callback page closes itself, and the state can't be used again.
      channel.postMessage('received');
      channel.close();
      resolve(data);
    };
    signal.addEventListener('abort', () => {
      channel.close();
      reject(signal.reason as /* AbortError */ Error);
    });
  });
}

function hasState(data: unknown, state: string): data is string {
  if (typeof data !== 'string') return false;
  const states = new URLSearchParams(data).getAll('state');
  return states.length === 1 && states[0] === state;
}
