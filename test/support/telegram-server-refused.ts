/** An answer "no" in the Bot API's own form. */
export class Refused extends Error {
  readonly code: number;
  readonly parameters: Record<string, unknown> | undefined;

  constructor(code: number, description: string, parameters?: Record<string, unknown>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }

  toBody(): string {
    const { code, message: description, parameters } = this;
    return JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) });
  }
}
