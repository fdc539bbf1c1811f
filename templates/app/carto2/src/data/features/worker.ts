import { tasks } from './tasks';

type Run = (params: unknown) => unknown;

self.onmessage = ({ data }: MessageEvent<{ task: keyof typeof tasks; params: unknown }>) => {
  try {
    const run = tasks[data.task] as /* executeTask checks the parameters */ Run;
    self.postMessage({ result: run(data.params) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
