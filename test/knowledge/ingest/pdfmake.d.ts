/** What these tests use of pdfmake, which brings no types of its own. */
declare module "pdfmake" {
  type Made = { getBuffer(): Promise<Buffer> };
  const pdfmake: {
    addFonts(fonts: Record<string, Record<string, string>>): void;
    createPdf(definition: Record<string, unknown>): Made;
    setUrlAccessPolicy(policy: (url: string) => boolean): void;
    setLocalAccessPolicy(policy: (path: string) => boolean): void;
  };
  export = pdfmake;
}
