import Foundation

/// Gathers utterances while folders and manifests are read, and sets second copies aside.
struct UtteranceCollector {
  private(set) var utterances: [Utterance] = []
  private(set) var setAside: [SetAsideFile] = []
  private var formats: [CorpusFormat] = []
  private var urlsByID: [String: URL] = [:]
  private var paths: Set<String> = []

  /// Adds a clip of a known corpus, or sets it aside.
  ///
  /// Downloads of RAVDESS and TESS are known to hold themselves a second time in a subfolder: names are unique
  /// within these corpora, so the second file of a name is a copy.
  mutating func add(_ clip: NamedClip, at url: URL) {
    note(clip.format)
    if let exclusion = clip.exclusion {
      setAside.append(SetAsideFile(url: url, reason: exclusion))
      return
    }
    let utterance = clip.utterance(at: url)
    if let first = urlsByID[utterance.id] {
      setAside.append(SetAsideFile(url: url, reason: .sameName(as: first)))
      return
    }
    insert(utterance)
  }

  /// Adds an entry of a manifest or a file in a folder of a class; an identifier that is taken gets a number.
  mutating func add(_ utterance: Utterance, format: CorpusFormat) {
    note(format)
    guard !paths.contains(utterance.url.standardizedFileURL.path) else {
      setAside.append(SetAsideFile(url: utterance.url, reason: .listedTwice))
      return
    }
    var unique = utterance
    var number = 2
    while urlsByID[unique.id] != nil {
      unique.id = "\(utterance.id)#\(number)"
      number += 1
    }
    insert(unique)
  }

  /// Sets one file aside.
  mutating func setAside(_ url: URL, reason: SetAsideFile.Reason) {
    setAside.append(SetAsideFile(url: url, reason: reason))
  }

  /// Sets the files aside that no layout explained.
  mutating func setAside(_ rest: FolderTree) {
    for url in rest.allAudioFiles { setAside(url, reason: .unrecognisedName) }
  }

  /// Changes the utterances of one corpus.
  mutating func update(corpus: String, _ change: (inout Utterance) -> Void) {
    for index in utterances.indices where utterances[index].corpus == corpus { change(&utterances[index]) }
  }

  /// What was gathered: corpora in the order found, within each by path as it was read.
  func listing() -> CorpusListing {
    var order: [String] = []
    var groups: [String: [Utterance]] = [:]
    for utterance in utterances {
      if groups[utterance.corpus] == nil { order.append(utterance.corpus) }
      groups[utterance.corpus, default: []].append(utterance)
    }
    return CorpusListing(
      utterances: order.flatMap { groups[$0] ?? [] }, setAside: setAside, formats: formats)
  }

  private mutating func insert(_ utterance: Utterance) {
    utterances.append(utterance)
    urlsByID[utterance.id] = utterance.url
    paths.insert(utterance.url.standardizedFileURL.path)
  }

  private mutating func note(_ format: CorpusFormat) {
    if !formats.contains(format) { formats.append(format) }
  }
}
