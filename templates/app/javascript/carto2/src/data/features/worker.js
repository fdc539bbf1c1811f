import { tasks } from './tasks';

self.onmessage = ({ data }) => {
  try {
    const run = tasks[data.task];
    self.postMessage({ result: run(data.params) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
