// The page that holds a form after the session ended: one press is enough once somebody has signed in again.
import { renewToken } from "./token.js";

const form = document.querySelector("[data-held]");
if (form) form.addEventListener("submit", () => renewToken(form));
