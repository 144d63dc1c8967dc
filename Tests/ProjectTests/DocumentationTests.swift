import Foundation
import Testing

@Suite("Documentation: links lead somewhere and code is code that compiles")
struct DocumentationTests {
  @Test("Every relative link of every Markdown file leads to a file")
  func linksResolve() throws {
    for path in try Project.files() where path.hasSuffix(".md") {
      let folder = Project.root.appending(path: path).deletingLastPathComponent()
      for link in MarkdownDocument(try #require(Project.text(path))).links {
        if link.contains("://") || link.hasPrefix("mailto:") || link.hasPrefix("#") { continue }
        let file = link.split(separator: "#", omittingEmptySubsequences: false)[0]
        let target = folder.appending(path: file.removingPercentEncoding ?? String(file))
        #expect(
          FileManager.default.fileExists(atPath: target.path), "\(path) links to \(link), which is not there")
      }
    }
  }

  @Test("Every heading that a link names is there")
  func headingsResolve() throws {
    for path in try Project.files() where path.hasSuffix(".md") {
      let folder = Project.root.appending(path: path).deletingLastPathComponent()
      for link in MarkdownDocument(try #require(Project.text(path))).links where link.contains("#") {
        if link.contains("://") { continue }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let target = parts[0].isEmpty ? Project.root.appending(path: path) : folder.appending(path: parts[0])
        guard target.pathExtension == "md", let text = try? String(contentsOf: target, encoding: .utf8) else {
          continue
        }
        #expect(
          MarkdownDocument(text).anchors.contains(parts[1]), "\(path) links to \(link): no such heading")
      }
    }
  }

  @Test("Every Swift block in README and Documentation is a file of Snippets/, word for word")
  func swiftBlocksAreSnippets() throws {
    let documents = try Project.files().filter {
      $0 == "README.md" || ($0.hasPrefix("Documentation/") && $0.hasSuffix(".md"))
    }
    for path in documents {
      for block in MarkdownDocument(try #require(Project.text(path))).codeBlocks
      where block.language == "swift" {
        guard let name = block.snippet else {
          Issue.record(
            "\(path):\(block.line): say above this block where it is from: <!-- snippet: Snippets/Name.swift -->, or <!-- snippet: none, why -->"
          )
          continue
        }
        if name.hasPrefix("none,") { continue }
        let source = try #require(
          Project.text(name), "\(path):\(block.line) names \(name), which is not there")
        #expect(
          block.text == MarkdownDocument.visibleSnippet(source), "\(path):\(block.line) differs from \(name)")
      }
    }
  }

  @Test("The reader of Markdown sees links, headings and code")
  func readsMarkdown() throws {
    let document = MarkdownDocument(
      """
      # A title: `code`, twice
      A [link](a/b.md#part) and ![an image](c.png "title"), not `[this](one)`.

      <!-- snippet: Snippets/One.swift -->
      ```swift
      let link = "[no](link)"
      ```
      """)
    #expect(document.links == ["a/b.md#part", "c.png"])
    #expect(document.anchors == ["a-title-code-twice"])
    #expect(document.codeBlocks.map(\.language) == ["swift"])
    #expect(document.codeBlocks.first?.snippet == "Snippets/One.swift")
    #expect(document.codeBlocks.first?.text == "let link = \"[no](link)\"")
    let source = "// snippet.hide\nimport A\n// snippet.show\nlet b = 1\n"
    #expect(MarkdownDocument.visibleSnippet(source) == "let b = 1")
  }
}
