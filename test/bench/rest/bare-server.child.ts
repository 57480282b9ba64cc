import { serveUntilKilled } from '../processes/serve-until-killed.js';

serveUntilKilled((_request, response) => {
  response.end();
});
