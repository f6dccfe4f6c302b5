import type { PreviewView } from "../../../src/dashboard/campaign-shapes.ts";
import { writeTexts as words } from "../pages/campaign-write-texts.ts";
import { texts } from "../texts.ts";
import { sayNumber } from "../words.ts";

type Props = {
  readonly previews: readonly PreviewView[];
  /** Where the pictures of a stored campaign lie; while it is written they are named. */
  readonly pictures?: string;
};

/** What one person would see on each channel. */
export function Previews({ previews, pictures }: Props) {
  return (
    <div className="previews">
      {previews.map((preview) => (
        <section key={preview.channel} className="preview" aria-label={texts.channels[preview.channel]}>
          <h3>{texts.channels[preview.channel]}</h3>
          <p className="quiet">{sayWho(preview)}</p>
          {preview.images.map(({ blob, alt }) =>
            pictures ? (
              <img key={blob} src={`${pictures}/${blob}`} alt={alt} />
            ) : (
              <p key={blob} className="link-box">
                {words.image(alt)}
              </p>
            ),
          )}
          <div className="bubble lines">{preview.text}</div>
          {preview.buttons.map((label) => (
            <span key={label} className="preview-button">
              {label}
            </span>
          ))}
          <p className={preview.longest === null ? "fate" : "quiet"}>
            {preview.longest === null
              ? words.lengthOff
              : words.length(sayNumber(preview.text.length), sayNumber(preview.longest))}
          </p>
        </section>
      ))}
    </div>
  );
}

function sayWho({ person, hasPerson }: PreviewView): string {
  if (!hasPerson) return words.previewNobody;
  return person === null ? words.previewSomebody : words.previewFor(person);
}
