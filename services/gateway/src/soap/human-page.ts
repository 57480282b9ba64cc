/** What a person sees who opens the address in a browser. The Web Connector fetches it too, when the application is added. */
export const HUMAN_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ml-connector</title></head>
<body style="font-family: system-ui, sans-serif; max-width: 40em; margin: 3em auto; padding: 0 1em; line-height: 1.5">
<h1>ml-connector is here</h1>
<p>This address is for the QuickBooks Web Connector. There is nothing to do in a browser.</p>
<p>To connect QuickBooks Desktop: get the <code>.qwc</code> file of your connection, open it on the PC where QuickBooks
runs, allow access when QuickBooks asks, and enter the password that was shown when the connection was made.</p>
<p>If the Web Connector shows an error, its status column says what to do.</p>
</body>
</html>
`;
