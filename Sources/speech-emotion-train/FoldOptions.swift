import ArgumentParser
import EmotionCorpora
import Foundation

/// `--folds` and what belongs to it.
struct FoldOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Cross-validate instead of training one model: speakers:K, loso (leave one speaker out), corpora (leave one corpus out), list:FILE, emobox-ravdess, or stratified:K, which shares speakers.",
      valueName: "plan"))
  var folds: String?

  @Option(
    help: ArgumentHelp(
      "Corpora whose speakers are divided and tested, such as cremad; the others are learnt from in every fold. [default: all]",
      valueName: "corpora"))
  var tested: String?

  @Option(
    help: ArgumentHelp(
      "Seeds of a cross-validation, each of which trains every fold: 0,1,2. [default: that of --seed]",
      valueName: "seeds"))
  var seeds: String?

  @Flag(
    help:
      "Let each fold go on from the weights of the one before, which was trained on its test clips. Only to show what that does."
  )
  var carryWeights = false

  @Flag(help: "Save the pictures of the report as SVG and, where rsvg-convert is installed, as PNG files.")
  var pictures = false

  /// The plan that `--folds` names.
  ///
  /// - Throws: `ValidationError` for a name that is none, `FoldError` for a list that cannot be read.
  func plan() throws -> FoldPlan? {
    guard let folds else { return nil }
    if folds == "loso" { return .leaveOneSpeakerOut }
    if folds == "corpora" { return .leaveOneCorpusOut }
    if folds.hasPrefix("list:") {
      return .list(try FoldList(contentsOf: URL(fileURLWithPath: String(folds.dropFirst("list:".count)))))
    }
    let parts = folds.split(separator: ":").map(String.init)
    if parts.first == "speakers", parts.count <= 2, let count = parts.count == 2 ? Int(parts[1]) : 5,
      count > 1
    {
      return .speakers(folds: count, balancesGender: true)
    }
    guard let plan = FoldPlan(named: folds) else {
      throw ValidationError(
        "--folds takes speakers:K, loso, corpora, list:FILE, emobox-ravdess or stratified:K, not \"\(folds)\"."
      )
    }
    return plan
  }

  /// The corpora of `--tested`.
  var testedCorpora: Set<String> {
    Set((tested ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
  }

  /// The seeds of `--seeds`, or the one of `--seed`.
  func seeds(else seed: UInt64) throws -> [UInt64] {
    guard let seeds else { return [seed] }
    let numbers = seeds.split(separator: ",").map { UInt64($0.trimmingCharacters(in: .whitespaces)) }
    let known = numbers.compactMap(\.self)
    guard !known.isEmpty, known.count == numbers.count, Set(known).count == known.count else {
      throw ValidationError("--seeds takes different whole numbers apart by commas, not \"\(seeds)\".")
    }
    return known
  }
}
