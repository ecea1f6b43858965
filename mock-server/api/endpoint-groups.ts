/** Endpoints that a server may have or not have. */
export const ENDPOINT_GROUPS = ['anthropic', 'openai', 'batches'] as const;

export type EndpointGroup = (typeof ENDPOINT_GROUPS)[number];
