// Calls of the server that this page came from. The token came with the link and is kept for this browser.
const KEPT = "buildout-token";

/** Takes the token out of the address, so that it is in no link that is copied. */
export function takeToken() {
  const parts = location.hash.slice(1).split("&");
  const found = parts.find((part) => part.startsWith("token="));
  if (found) {
    localStorage.setItem(KEPT, found.slice("token=".length));
    const rest = parts.filter((part) => part !== found).join("&");
    history.replaceState(null, "", location.pathname + (rest ? "#" + rest : ""));
  }
  return localStorage.getItem(KEPT);
}

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(name, body, signal) {
  const response = await fetch("/api/" + name, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Buildout-Token": localStorage.getItem(KEPT) || "" },
    body: JSON.stringify(body), signal });
  const answer = await response.json().catch(() => ({ error: "the server's answer cannot be read" }));
  if (!response.ok) throw new Refused(response.status, answer.error || response.statusText);
  return answer;
}
