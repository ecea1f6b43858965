import chromium from '@sparticuz/chromium';

// Where to is TMPDIR, which the import has read already.
await chromium.executablePath();
