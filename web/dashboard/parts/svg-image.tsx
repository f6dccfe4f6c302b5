import { useEffect, useState } from "react";

type Props = {
  readonly svg: string;
  readonly alt: string;
  readonly className: string;
  readonly size: { readonly width: number; readonly height: number };
};

/** A drawing of the server as an image of its own: nothing of it becomes part of the page. */
export function SvgImage({ svg, alt, className, size }: Props) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return url ? <img className={className} src={url} alt={alt} {...size} /> : null;
}
