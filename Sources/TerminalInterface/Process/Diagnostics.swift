import Foundation

/// Sentences for the user on standard error.
public enum Diagnostics {
  /// Says that something did not work.
  public static func error(_ sentence: String) { say("Error:", .red, sentence) }

  /// Says that something may not be as expected.
  public static func warning(_ sentence: String) { say("Warning:", .yellow, sentence) }

  /// Says what is going on.
  public static func note(_ sentence: String) { Output.writeError(harmless(sentence) + "\n") }

  /// An error as one or two sentences.
  public static func sentence(_ error: any Error) -> String {
    (error as? any LocalizedError)?.errorDescription ?? String(describing: error)
  }

  private static func say(_ prefix: String, _ style: Style, _ sentence: String) {
    let terminal = Terminal.standardError
    Output.writeError(terminal.styled(prefix, [style, .bold]) + " " + harmless(sentence) + "\n")
  }

  /// Without what a terminal would act upon: sentences quote file names.
  private static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
  }
}
