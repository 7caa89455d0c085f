package io.videotask.codegen;

import static io.videotask.codegen.SchemaKinds.orEmpty;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;
import org.openapitools.codegen.utils.ModelUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generator {@code java-retrofit-moshi}. The stock generator reads the document, names inline
 * schemas and writes files; what stands in them is decided here, from the document itself.
 */
public final class JavaRetrofitMoshiCodegen extends AbstractJavaCodegen {
  private final AskedNames inlineNames = new AskedNames();
  private final AskedNames operationNames = new AskedNames();
  private final AskedNames propertyNames = new AskedNames();
  private final Refusals refusals = new Refusals();
  private Map<String, Object> models = Map.of();
  private Map<String, ApiShape> apis = Map.of();
  private Map<String, String> contract = Map.of();

  /** Called by the service loader. */
  public JavaRetrofitMoshiCodegen() {
    embeddedTemplateDir = "java-retrofit-moshi";
    templateDir = "java-retrofit-moshi";
    modelTemplateFiles.clear();
    modelTemplateFiles.put("model.mustache", ".java");
    modelTemplateFiles.put("adapter.mustache", "JsonAdapter.java");
    apiTestTemplateFiles.clear();
    modelDocTemplateFiles.clear();
    apiDocTemplateFiles.clear();
    inlineSchemaNameMapping = inlineNames;
    operationIdNameMapping = operationNames;
    nameMapping = propertyNames;
    inlineSchemaOption.put("RESOLVE_INLINE_ENUMS", "true");
    // two equal inline schemas would share a name, and change names when one of them changes
    inlineSchemaOption.put("SKIP_SCHEMA_REUSE", "true");
    supportsInheritance = false;
    setHideGenerationTimestamp(true);
    setSourceFolder("");
  }

  @Override
  public String getName() {
    return "java-retrofit-moshi";
  }

  @Override
  public String getHelp() {
    return "Writes records, tolerant Moshi adapters and Retrofit interfaces.";
  }

  @Override
  public void processOpts() {
    Object pom = additionalProperties.get(ConfigFile.GENERATING_POM);
    if (pom != null) {
      new SpecFolderGuard(Path.of(pom.toString())).check(documentFile());
    }
    new ConfigFile(refusals).checkKeys(additionalProperties, knownOptions());
    refusals.throwIfAny(specName());
    super.processOpts();
    setSourceFolder("");
    additionalProperties.put("specName", specName());
    additionalProperties.put("runtimePackage", RuntimeLibrary.PACKAGE);
    additionalProperties.put("runtimeArtifact", RuntimeLibrary.ARTIFACT);
    SchemaWalk.visit(
        openAPI,
        schema -> {
          if (SchemaKinds.isMarkedRaw(schema)) {
            forgetShape(schema);
          }
        });
    String folder = modelPackage().replace('.', '/');
    String factory = factoryName();
    supportingFiles.add(new SupportingFile("package-info.mustache", folder, "package-info.java"));
    supportingFiles.add(new SupportingFile("factory.mustache", folder, factory + ".java"));
  }

  /** Comes after the stock generator has named the inline schemas, before it makes models. */
  @Override
  public void preprocessOpenAPI(OpenAPI document) {
    super.preprocessOpenAPI(document);
    Map<String, Schema<?>> named = SchemaKinds.typed(ModelUtils.getSchemas(document));
    Map<String, PathItem> paths = orEmpty(document.getPaths());
    SchemaTypes types = new SchemaTypes(named, schemaMapping, this::toModelName, refusals);
    new OperationNames(this::getOrGenerateOperationId, refusals).assign(paths);
    models =
        new ModelShapes(named, types, this::toModelName, nameMapping, refusals)
            .build(Set.copyOf(ModelUtils.getSchemasUsedOnlyInFormParam(document)));
    apis =
        new ApiShapes(document, types, tag -> toApiName(sanitizeTag(tag)), refusals).build(paths);
    contract = Contract.of(document);
    additionalProperties.put("adapters", List.copyOf(models.values()));
    checkNames(named.keySet());
    refusals.throwIfAny(specName());
  }

  private void checkNames(Set<String> schemas) {
    ClassNames classes = new ClassNames(refusals);
    classes.claimFactory(factoryName());
    apis.keySet().forEach(classes::claimApi);
    models.keySet().forEach(schema -> classes.claimSchema(schema, toModelName(schema)));
    ConfigFile config = new ConfigFile(refusals);
    config.checkSchemaMappings(schemaMapping, schemas);
    config.checkSchemaNames("modelNameMappings", modelNameMapping, schemas);
    config.refuseStale("inlineSchemaNameMappings", inlineNames.neverAsked(), inlineNames.asked());
    config.refuseStale(
        "operationIdNameMappings", operationNames.neverAsked(), operationNames.asked());
    config.refuseStale("nameMappings", propertyNames.neverAsked(), propertyNames.asked());
  }

  /** The stock pipeline has its own idea of models; ours take their place. */
  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> stock) {
    Map<String, ModelsMap> all = new TreeMap<>();
    models.forEach(
        (name, shape) -> {
          ModelsMap bundle = new ModelsMap();
          bundle.putAll(additionalProperties);
          bundle.put(shape instanceof RecordShape ? "record" : "openEnum", shape);
          all.put(name, bundle);
        });
    return all;
  }

  @Override
  public OperationsMap postProcessOperationsWithModels(
      OperationsMap operations, List<ModelMap> allModels) {
    ApiShape api = apis.get(operations.getOperations().getClassname());
    if (api != null) {
      operations.put("api", api);
    }
    return operations;
  }

  @Override
  public void postProcess() {
    Path output = Path.of(getOutputDir());
    StaleSources.prune(output);
    RegenerationSummary.keep(contract, output);
    Object pom = additionalProperties.get(ConfigFile.GENERATING_POM);
    Path folder = documentFile().getParent();
    if (pom != null && folder != null) {
      Logger log = LoggerFactory.getLogger("videotask.regeneration");
      RuntimeLibrary.missingIn(Path.of(pom.toString())).ifPresent(log::warn);
      Path home = Path.of(pom.toString()).toAbsolutePath().resolveSibling("");
      new RegenerationSummary(home, folder)
          .lines(
              contract,
              modelPackage(),
              JavaSurface.of(modelPackage(), models.values(), apis.values()))
          .forEach(log::warn);
    }
  }

  @Override
  public String toModelName(String name) {
    if (modelNameMapping.containsKey(name)) {
      return modelNameMapping.get(name);
    }
    return schemaMapping.containsKey(name) ? schemaMapping.get(name) : JavaNames.className(name);
  }

  @Override
  public String toOperationId(String operationId) {
    return JavaNames.method(operationId);
  }

  private String factoryName() {
    return String.valueOf(additionalProperties.get(ConfigFile.FACTORY_NAME));
  }

  private Set<String> knownOptions() {
    return cliOptions.stream().map(CliOption::getOpt).collect(Collectors.toSet());
  }

  private Path documentFile() {
    return Path.of(String.valueOf(getInputSpec()).replaceFirst("^file:/*(?=/)", ""));
  }

  /** The folder and the file: short, and the same on every machine. */
  private String specName() {
    Path document = documentFile();
    Path folder = document.getParent();
    return folder == null
        ? document.toString()
        : folder.getFileName() + "/" + document.getFileName();
  }

  private static void forgetShape(Schema<?> schema) {
    schema.setType(null);
    schema.setTypes(null);
    schema.setFormat(null);
    schema.setOneOf(null);
    schema.setAnyOf(null);
    schema.setAllOf(null);
    schema.setProperties(null);
    schema.setItems(null);
    schema.setEnum(null);
    schema.setAdditionalProperties(null);
    schema.setDiscriminator(null);
  }
}
