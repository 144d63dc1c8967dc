import EmotionCorpora
import Foundation
import Testing

@Suite("The corpora themselves", .enabled(if: RealCorpora.url != nil, RealCorpora.areAbsent))
struct RealCorporaTests {
  @Test("clips, speakers and classes are those that the corpora's papers count")
  func counts() throws {
    let listing = try CorpusReader.listing(at: try #require(RealCorpora.url))
    #expect(listing.setAside.isEmpty)
    #expect(Set(listing.formats) == [.ravdess, .cremad, .tess, .emodb])
    let corpora = Dictionary(grouping: listing.utterances, by: \.corpus)
    #expect(corpora.mapValues(\.count) == ["ravdess": 1440, "cremad": 6376, "tess": 2800, "emodb": 535])
    let speakers = corpora.mapValues { Set($0.map(\.speaker)).count }
    #expect(speakers == ["ravdess": 24, "cremad": 78, "tess": 2, "emodb": 10])

    func classes(_ corpus: String) -> [String: Int] {
      (corpora[corpus] ?? []).reduce(into: [:]) { $0[$1.emotion, default: 0] += 1 }
    }
    #expect(
      classes("ravdess") == [
        "neutral": 96, "calm": 192, "happy": 192, "sad": 192, "angry": 192, "fearful": 192, "disgust": 192,
        "surprised": 192,
      ])
    #expect(Set(classes("tess").values) == [400] && classes("tess").count == 7)
    #expect(classes("emodb")["boredom"] == 81 && classes("emodb")["angry"] == 127)
    #expect(classes("cremad").keys.sorted() == LabelScheme.cremad6.labels)
    #expect(Set(listing.utterances.map(\.id)).count == listing.utterances.count)
    #expect(
      listing.utterances.allSatisfy { $0.gender != .unknown && $0.hasKnownSpeaker && $0.sentence != nil })
    let cremad = corpora["cremad"] ?? []
    #expect(cremad.allSatisfy { $0.age != nil && ($0.listenerVotes?.isEmpty == false) })
    // Our own list of the women must be what the corpus's table says.
    let bare = try CorpusReader.utterances(at: try RealCorpora.folder("cremad/AudioWAV"))
    #expect(bare.map(\.gender) == cremad.map(\.gender))
  }

  @Test("the known traps are found: silence, one take twice, one take under two labels")
  func traps() throws {
    var listing = try CorpusReader.listing(at: try #require(RealCorpora.url))
    let suspects: Set<String> = ["cremad/1013", "cremad/1017", "cremad/1076", "ravdess/07"]
    listing.utterances.removeAll { !suspects.contains($0.qualifiedSpeaker) }
    // Half of the clips is enough to lose every trap among, and decodes in a few seconds.
    listing.utterances = listing.utterances.filter {
      $0.corpus == "ravdess" || ["WSI", "IWW", "MTI"].contains($0.id.split(separator: "_")[1])
    }
    let audit = CorpusAudit(of: listing)
    func names(_ kind: CorpusFinding.Kind) -> [[String]] {
      audit.findings.filter { $0.kind == kind }.map { finding in
        finding.paths.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
      }
    }
    #expect(names(.silent) == [["1076_MTI_SAD_XX"]])
    #expect(
      names(.sameAudioDifferentLabels) == [
        ["1013_WSI_DIS_XX", "1013_WSI_SAD_XX"], ["1017_IWW_ANG_XX", "1017_IWW_FEA_XX"],
      ])
    #expect(names(.sameAudio) == [["03-01-03-01-02-01-07", "03-01-03-01-02-02-07"]])
    #expect(names(.unreadable).isEmpty && names(.tooShort).isEmpty)
    // RAVDESS is about as quiet as its README says; levels of corpora differ.
    let level = try #require(audit.corpora.first { $0.corpus == "ravdess" }?.meanLevelDecibels)
    #expect((-50 ... -30).contains(level))
  }

  @Test("EmoBox's folds of RAVDESS are speaker-independent, stratified ones are not")
  func splits() throws {
    let utterances = try CorpusReader.utterances(at: try RealCorpora.folder("ravdess"))
    let labels = utterances.compactMap(LabelScheme.ravdess8.label)
    #expect(labels.count == utterances.count)
    for fold in try FoldPlan.list(.emoboxRAVDESS).folds(of: utterances, labels: labels) {
      #expect(fold.testIndices.count == 240)
      let audit = LeakAudit(
        of: utterances, trainingIndices: fold.trainingIndices, testIndices: fold.testIndices)
      #expect(audit.isSpeakerIndependent)
      #expect(audit.sharedSentences.count == 2)
    }
    for fold in try FoldPlan.stratified(folds: 5, seed: 1).folds(of: utterances, labels: labels) {
      let audit = LeakAudit(
        of: utterances, trainingIndices: fold.trainingIndices, testIndices: fold.testIndices)
      #expect(!audit.isSpeakerIndependent && audit.sharedSpeakers.count == 24)
    }
  }
}
