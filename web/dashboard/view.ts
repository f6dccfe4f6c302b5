import { useSearchParams } from "wouter";

/**
 * One choice of a page that stands in its address, so that a link opens it, going back comes back to it, and a
 * reload keeps it. Anything else in the address reads as the first choice.
 */
export function useView<T extends string>(
  name: string,
  choices: readonly [T, ...T[]],
): readonly [T, (value: T) => void] {
  const [params, setParams] = useSearchParams();
  const given = params.get(name);
  const value = choices.find((choice) => choice === given) ?? choices[0];
  const set = (next: T) =>
    setParams(
      (old) => {
        old.set(name, next);
        return old;
      },
      { replace: true },
    );
  return [value, set];
}
