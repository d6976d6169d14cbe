/** Tells that the connection is lost, and that it is being brought back. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { link } from "../store.js";

/** @param {{ retryAt: number | null }} _ */
function Countdown({ retryAt }) {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 500);
    return () => clearInterval(timer);
  }, []);
  if (retryAt === null) return null;
  const seconds = Math.max(0, Math.ceil((retryAt - now.value) / 1000));
  return html`<span class="countdown">${t("link.retryIn", { seconds })}</span>`;
}

/** @param {{ onRetry: () => void }} _ */
export function LinkBanner({ onRetry }) {
  const { status, retryAt, why } = link.value;
  if (status === "gone") {
    return html`<div class="banner" role="alert"><b>${t("link.gone")}</b>
      <a href=${`/${location.hash}`}>${t("link.newRoom")}</a></div>`;
  }
  if (status !== "lost") return null;
  return html`<div class="banner" role="alert"><b>${t(why ? `link.lost.${why}` : "link.lost")}</b>
    <${Countdown} retryAt=${retryAt} />
    <button type="button" onClick=${onRetry}>${t("link.retryNow")}</button></div>`;
}
