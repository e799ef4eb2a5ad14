/** The name of the window in which somebody signs in again beside their work. */
export const SIGN_IN_WINDOW = "strikeout-sign-in";
