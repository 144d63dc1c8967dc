internal import Foundation
internal import Hummingbird
internal import SpeechAudio
internal import SpeechEmotion
internal import SpeechFeatures

/// `GET /v1/model`: what answers here, how good it is, and what is taken.
struct ModelController: Sendable {
  let detector: EmotionDetector
  let limits: ServerLimits
  let hasCorpus: Bool
  let hasRun: Bool

  func addRoutes(to router: Router<ServerContext>) {
    let card = Response(card)
    router.get("v1/model") { _, _ in card }
  }

  var card: JSONText {
    let manifest = detector.manifest
    return .object([
      ("name", .string(manifest.name)),
      ("created", .string(manifest.created.ISO8601Format())),
      ("labels", .array(manifest.labels.names.map { .string($0) })),
      ("emotions", .array(manifest.labels.emotions.map { .string($0) })),
      ("genders", .array(manifest.labels.genders.map { .string($0) })),
      ("sample_rate", .integer(manifest.featureRecipe.sampleRate)),
      (
        "scores",
        .object(manifest.scores.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
      ),
      ("confusion", confusion(manifest)),
      ("data", data(manifest.data)),
      ("weights_licence", .string(manifest.weightsLicence)),
      ("notes", .string(manifest.notes)),
      (
        "limits",
        .array([
          "It says what a voice sounds like, not what somebody feels: it learnt from acted and labelled speech.",
          "Languages, accents, ages and microphones that its data does not have are heard less well.",
          "Use no single answer to decide about a person.",
        ])
      ),
      (
        "accepts",
        .object([
          ("upload_bytes", .integer(limits.uploadBytes)), ("audio_seconds", .number(limits.audioSeconds)),
          ("chunk_bytes", .integer(limits.chunkBytes)),
          ("live_idle_seconds", .number(limits.liveIdleSeconds)),
        ])
      ),
      ("offers", .object([("corpus", .boolean(hasCorpus)), ("run", .boolean(hasRun))])),
    ])
  }

  /// Test clips by true and by predicted label; null where the model has none, or none of its labels' size.
  private func confusion(_ manifest: ModelManifest) -> JSONText {
    let count = manifest.labels.count
    guard let rows = manifest.testConfusion, rows.count == count, rows.allSatisfy({ $0.count == count })
    else { return .null }
    return .array(rows.map { .array($0.map { .integer($0) }) })
  }

  private func data(_ data: DataSummary) -> JSONText {
    .object([
      ("split", .string(data.split)),
      (
        "corpora",
        .array(
          data.corpora.map {
            .object([
              ("name", .string($0.name)), ("clips", .integer($0.clips)), ("speakers", .integer($0.speakers)),
              ("licence", .string($0.licence)),
            ])
          })
      ),
      ("held_out_speakers", .array(data.heldOutSpeakers.map { .string($0) })),
    ])
  }
}
